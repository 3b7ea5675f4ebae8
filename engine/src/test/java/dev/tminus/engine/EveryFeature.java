package dev.tminus.engine;

/** A runbook with everything an engine can be interrupted in. */
final class EveryFeature {

    private EveryFeature() {}

    static final String BOOK = Bed.book("""
            vars: { twice: [1, 2], label: "v-${{ run.stamp }}" }
            secrets: { token: { from: env, name: TOKEN } }
            lock: db/main
            phases:
              - id: before
                at: T-30m
                steps:
                  - id: size
                    by: engineer
                    ask: { rows: { type: int }, note: { type: string, default: none } }
                  - { id: plan, set: { half: "${{ steps.size.rows / 2 }}" } }
                  - { id: fits, check: steps.plan.half < 100 }
                  - { id: agree, approve: { by: [dba, engineer], need: 2, show: [steps.plan.half] } }
                  - { id: read, by: engineer, manual: Read it, evidence: [{ name: link, type: url, required: true }] }
                  - { id: never, if: steps.size.rows < 0, test.do: never }
                  - { id: tell, notify: { to: ["#ops"], text: "about ${{ steps.size.rows }} rows" } }
              - id: during
                at: T
                window: required
                requires: [{ phase: before, max_age: 12h }]
                by: dba
                steps:
                  - { id: close_site, test.do: close, undo: { test.do: reopen }, impact: true }
                  - { id: backup, test.checked: backup, capture: { name: name }, undo: [{ test.checked: drop-1 }, { test.do: drop-2 }] }
                  - { id: long, test.do: { effect: snapshot, later: 2 } }
                  - { id: flaky, test.do: { effect: flaky, fails: 2 }, retry: { times: 2, delay: 5s }, undo: { test.do: unflake } }
                  - { id: broken, test.do: { effect: broken, breaks: 1 }, undo: { test.do: unbreak } }
                  - { id: there, test.do: there, done_if: { test.look: there, expect: there } }
                  - { id: there_too, test.do: there, done_if: { test.look: there, expect: there } }
                  - { id: secret, test.do: { effect: secret, secret: "${{ secrets.token }}" }, capture_secret: { key: name } }
                  - { id: wait, wait: 1m }
                  - { id: ready, test.look: ready, poll: { every: 10s, until: tries >= 2 }, timeout: 10m }
                  - { id: holds, test.look: holds, poll: { every: 10s, for: 15s, hold: tries < 99 } }
                  - id: side
                    parallel: 2
                    steps:
                      - { id: left, test.do: left, undo: { test.do: unleft } }
                      - { id: right, test.checked: right, undo: { test.checked: unright } }
                      - { id: middle, test.do: middle }
                  - id: rounds
                    for_each: "${{ vars.twice }}"
                    as: n
                    steps:
                      - { id: weight, test.do: "weight-${{ n }}", undo: { test.do: "unweight-${{ n }}" } }
                      - { id: quiet, test.look: quiet }
                  - { id: wide, for_each: "${{ vars.twice }}", as: n, parallel: true, test.checked: "wide-${{ n }}" }
                  - { id: call, use: helper, with: { whom: "${{ steps.backup.name }}" } }
                  - { id: said, check: steps.call.result.said == "greet-backup" }
                  - { id: sure, test.do: sure, confirm: Is it so?, approve: { by: [dba], show: [pending] } }
                  - id: path
                    decide: { by: manager, ask: Which way?, options: { go: continue, jump: step/tail, back: rollback/back } }
                  - { id: skipped, test.do: between }
                  - { id: stands, settle: left }
                  - { id: open_site, close: [close_site, rounds] }
                  - { id: tail, test.do: { effect: tail, fails: 0 }, on_failure: rollback/back }
                  - { id: tidy, always: true, test.do: tidy }
              - id: after
                after: during + 10m
                steps:
                  - { id: last, test.do: last }
                  - { id: may_fail, check: 1 == 2, on_failure: continue }
            rollbacks:
              - id: back
                name: Back
                loses: nothing
                approve: { by: [dba] }
                undo: true
                keep_open: [close_site]
                before: [{ id: stop, test.do: stop }]
                steps:
                  - { id: restored, test.do: restored }
                  - { id: reopen_site, close: close_site }
            groups:
              helper:
                inputs: { whom: { type: string } }
                outputs: { said: "${{ steps.greet.result.name }}" }
                steps:
                  - { id: greet, test.do: "greet-${{ inputs.whom }}", undo: { test.do: ungreet } }
                  - { id: ask, manual: Greet }
            """.replace("Is it so?", "Is it so").replace("Which way?", "Which way"));
}
