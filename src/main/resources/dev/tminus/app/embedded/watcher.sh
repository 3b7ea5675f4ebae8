# Stops the embedded server once nobody has used it for a while. Started beside each server, in the server's folder.
# $1 process id of the server, $2 seconds to wait after the last user has left.
trap '' HUP INT QUIT
server=$1 linger=$2
pace=$((linger / 10))
[ "$pace" -ge 1 ] || pace=1
[ "$pace" -le 15 ] || pace=15

# A file users/PID.N is a visit of process PID; the files of processes that are gone are swept up here.
in_use() {
  used=1
  for visit in users/*; do
    [ -e "$visit" ] || continue
    pid=${visit##*/}
    if kill -0 "${pid%%.*}" 2>/dev/null; then used=0; else rm -f "$visit"; fi
  done
  return $used
}

idle=0
while kill -0 "$server" 2>/dev/null; do
  if in_use; then
    idle=0
  elif [ "$idle" -ge "$linger" ]; then
    echo $$ >stopping # announced before the last look: a command that comes now waits for the end of the stop
    if in_use; then
      idle=0
    else
      kill -INT "$server"
      tries=0
      while kill -0 "$server" 2>/dev/null && [ "$tries" -lt 300 ]; do sleep 0.1; tries=$((tries + 1)); done
    fi
    rm -f stopping
    continue
  fi
  sleep "$pace"
  idle=$((idle + pace))
done
