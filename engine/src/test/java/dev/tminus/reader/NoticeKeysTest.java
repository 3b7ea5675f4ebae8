package dev.tminus.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may stand in a {@code notify} block. */
class NoticeKeysTest {

    private static final RunbookReader READER = new RunbookReader(SampleActions.all());

    private static Reading read(String block) {
        String book = RunbookReaderTest.book("- { id: a, manual: x }");
        return READER.read("t.yaml", book + "notify: " + block + "\n", path -> Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { slak: { channel: x } } | TM103 | unknown key "slak" | slack
            { slack: { chanel: x } } | TM103 | unknown key "chanel" | channel
            { slack: { mention: { aproval: role } } } | TM103 | unknown key "aproval" | approval
            { email: { form: x } } | TM103 | unknown key "form" | from
            { webhook: { uri: x } } | TM103 | unknown key "uri" | url
            { slack: { groups: { dbaa: S1 } } } | TM206 | there is no role "dbaa" | dba
            """)
    void a_misspelt_word_is_said_with_what_was_meant(String block, String code, String message, String meant) {
        assertThat(read(block).report()).contains(code, message, "did you mean " + meant + "?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { slack: x } | TM104 | wanted is a mapping: the keys of a slack settings
            { slack: { people: [anna] } } | TM104 | wanted is a mapping
            { slack: { mention: { approval: everybody } } } | | wanted is one of role, here, none
            { email: { to: { a: b } } } | TM104 | wanted is text
            { slack: { channel: "${{ secrets.token }}" } } | TM304 | would be seen here
            { webhook: { url: "${{ secrets.token }}" } } | TM304 | would be seen here
            """)
    void a_wrong_value_is_said_at_its_place(String block, String code, String message) {
        assertThat(read(block).report()).contains(code == null ? "error" : code, message, "t.yaml:");
    }

    @Test
    void everything_a_medium_knows_may_stand_there() {
        assertThat(read("""

                  slack:
                    channel: ["#release", "${{ vars.host }}"]
                    thread: per_run
                    mention: { approval: none, failure: here }
                    people: { anna: U012ABCDEF, "ben.b": ben@example.org }
                    groups: { dba: S012ABCDEF }
                    token: "${{ secrets.token }}"
                    app_token: "${{ secrets.token }}"
                    signing_secret: "${{ secrets.token }}"
                    listen: 127.0.0.1:0
                  email: { to: x@example.org, from: y@example.org, server: "smtp://mail", user: z, password: "${{ secrets.token }}" }
                  webhook: { url: "http://127.0.0.1/", secret: "${{ secrets.token }}" }
                  audiences: { all: ["#all", z@example.org] }\
                """).report()).isEmpty();
    }
}
