# Runs the shell steps of Tminus, one after the other, in a session of its own.
#
#   sh slot.sh FOLDER SETSID BOOT_ID CAP
#
# Standard input: four lines for each step (its folder, its marker, the file it reads, the program to evaluate).
# Standard output: "ready", then "started PID START_TIME" and "done CODE" for each step.
# The pipes "out" and "err" in FOLDER carry what the step prints to the engine.
#
# It goes on when the engine dies: the step runs to its end, its exit code is written, and what nobody read from the
# pipes is kept (CAP bytes of each) beside it. Only sh, coreutils and setsid are needed; on the way of an ordinary step
# nothing but setsid and the step's own program is executed, because each further program costs as much as the step.

set -u
# For programs, which travel as one line; the prefix is refused in a step's own environment.
TMINUS_NEWLINE='
'
slot=$1 setsid=$2 boot=$3 cap=$4
cd "$slot" || exit 1
trap '' PIPE
mkfifo -m 600 out err alive || exit 1

# 3, 4, 5 keep the pipes open for writing until the engine has opened its ends; 6 and 7 keep them readable for ever, so
# that a step never dies of a pipe that nobody reads; 8 ends when the engine does.
exec 3<>alive 4<>out 5<>err 6<out 7<err 8<alive
echo ready
IFS= read -r opened || exit 1

keep_the_rest() {
    # Read on even where nothing can be kept: a program must not wait for a full disk.
    { head -c "$cap" <&6 >>"$1/stdout.rest"; cat <&6 >/dev/null; } &
    head -c "$cap" <&7 >>"$1/stderr.rest"
    cat <&7 >/dev/null
    wait
}

# Waits for the end of the engine, then takes its place as the reader of the pipes until the last writer is gone.
watch() {
    exec 3>&- 4>&- 5>&- >/dev/null
    IFS= read -r gone <&8
    umask 077
    rm -f stdin
    step=
    [ -f step ] && IFS= read -r step <step
    if [ -z "$step" ]; then
        cat <&6 >/dev/null &
        cat <&7 >/dev/null
        wait
    else
        # $$ is the process that runs the step; it may be about to begin one when the engine dies. A folder that
        # somebody removed can tell nothing more.
        ended=
        until [ -n "$ended" ]; do
            { [ -f ended ] || [ ! -d "$slot" ] || ! kill -0 "$$" 2>/dev/null; } && ended=yes
            keep_the_rest "$step"
            [ -n "$ended" ] || sleep 0.1
        done
        [ -f "$step/exit" ] && sync "$step/exit" "$step"
    fi
    rm -rf "$slot"
}
watch &
exec 3>&- 4>&- 5>&- 8<&-

while IFS= read -r step && IFS= read -r marker && IFS= read -r input && IFS= read -r program; do
    printf '%s\n' "$step" >step
    (
        exec 9>&1 <"$input" >out 2>err 6<&- 7<&-
        trap - PIPE
        # Opened by this very process, which setsid and then the program will be.
        IFS= read -r stat </proc/self/stat
        pid=${stat%% *}
        set -- ${stat##*) }
        printf 'pid %s start %s boot %s marker %s end\n' "$pid" "${20}" "$boot" "$marker" >"$step/started"
        printf 'started %s %s\n' "$pid" "${20}" >&9
        exec 9>&-
        eval "$program"
    ) 2>/dev/null
    code=$?
    IFS=' ' read -r uptime idle </proc/uptime
    # One write, with a word at its end that shows it is whole: as good as a rename, without the price of mv.
    printf 'exit %s at %s end\n' "$code" "$uptime" >"$step/exit"
    # While the engine lives its journal is where the result becomes durable. If it is gone, the flush is ours.
    printf 'done %s\n' "$code" 2>/dev/null || sync "$step/exit" "$step"
done
# The watcher removes this folder; ending after it tells the engine, if there is one, that nothing is left to do.
: >ended
wait
