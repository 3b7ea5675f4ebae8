package dev.tminus.app.cli;

/** What {@code tminus} alone prints: where to begin, in under 25 lines. */
final class Overview {

    static final String TEXT = """
            tminus: checklist-as-code for production database migrations.

              tminus demo                                   see a migration rehearsed and run on this machine
              tminus init my.runbook.yaml                   write a first runbook
              tminus validate my.runbook.yaml               say everything that is wrong with it
              tminus rehearse my.runbook.yaml -e staging    try it where it may fail
              tminus run my.runbook.yaml -e production      run it for real

            While it runs:
              tminus status | watch | log RUN               where it stands, and who must act
              tminus approve | decide | done RUN STEP       what people say
              tminus retry | skip | fixed RUN STEP          after a failure
              tminus rollback | pause | abort RUN           turning back, waiting, giving up

            All commands: tminus --help    One command with examples: tminus run --help
            """;

    private Overview() {}
}
