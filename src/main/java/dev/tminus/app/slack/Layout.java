package dev.tminus.app.slack;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.confirmationDialog;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.element.BlockElements.button;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import dev.tminus.notice.Notice;
import dev.tminus.notice.Question;
import java.util.ArrayList;
import java.util.List;

/**
 * A notice as a Slack message. Pure.
 *
 * @param text what notifications and screen readers give; escaped
 * @param blocks what is seen
 */
record Layout(String text, List<LayoutBlock> blocks) {

    /** Buttons in one row; a decision of more options is left to the console. */
    private static final int MOST_OPTIONS = 20;

    private static final int MOST_FIELDS = 10;

    /** @param mention who is called, as Slack's own markup; empty text for nobody */
    static Layout of(Notice notice, String mention) {
        return switch (notice.kind()) {
            case STATUS -> standing(notice);
            case NEWS, MESSAGE, SETTLED -> plain(notice);
            case ALARM -> called(notice, mention, List.of());
            case WANTED ->
                called(
                        notice,
                        mention,
                        notice.question().map(asked -> answers(notice, asked)).orElse(List.of()));
        };
    }

    private static Layout standing(Notice notice) {
        String first = notice.text().lines().findFirst().orElse("");
        return new Layout(
                SlackText.escaped(notice.title() + ": " + first, SlackText.FALLBACK),
                List.of(
                        header(block -> block.text(text(SlackText.line(notice.title(), SlackText.HEADER)))),
                        body(notice.text())));
    }

    private static Layout plain(Notice notice) {
        return new Layout(SlackText.escaped(notice.text(), SlackText.FALLBACK), List.of(body(notice.text())));
    }

    private static Layout called(Notice notice, String mention, List<LayoutBlock> answers) {
        String title = (mention.isEmpty() ? "" : mention + " ") + SlackText.escaped(notice.title(), SlackText.CONFIRM);
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(section(
                block -> block.text(markdownText(text -> text.text(title).verbatim(true)))));
        blocks.add(body(notice.text()));
        blocks.addAll(answers);
        return new Layout(title, blocks);
    }

    /** A request that was answered: what it was, by whom it was settled, and no buttons. */
    static Layout settled(String title, String how) {
        String text = title + "\n" + how;
        return new Layout(SlackText.escaped(text, SlackText.FALLBACK), List.of(body(text)));
    }

    private static LayoutBlock body(String text) {
        return section(block -> block.text(text(SlackText.plain(text, SlackText.SECTION))));
    }

    /** Without emoji: colons in a text are colons. */
    private static PlainTextObject text(String text) {
        return PlainTextObject.builder().text(text).emoji(false).build();
    }

    private static List<LayoutBlock> answers(Notice notice, Question question) {
        if (question.console()) {
            return List.of(body("Policy wants this approved at the console."));
        }
        List<LayoutBlock> blocks = new ArrayList<>();
        switch (question.kind()) {
            case APPROVE -> {
                blocks.add(field(Click.REASON, "Reason (wanted when you reject)"));
                blocks.add(row(
                        good(choice(notice, question, "approve", "", "Approve")),
                        bad(choice(notice, question, "reject", "", "Reject"))));
            }
            case DECIDE -> {
                if (question.options().size() > MOST_OPTIONS) {
                    return List.of();
                }
                blocks.add(row(question.options().stream()
                        .map(option -> choice(notice, question, "decide", option, option))
                        .toArray(ButtonElement[]::new)));
            }
            case MANUAL, ASK -> {
                boolean manual = question.kind() == dev.tminus.run.WaitKind.MANUAL;
                question.fields().stream().limit(MOST_FIELDS).forEach(name -> blocks.add(field(name, name)));
                if (manual) {
                    blocks.add(field(Click.REASON, "Reason (wanted when it failed)"));
                }
                blocks.add(
                        manual
                                ? row(
                                        good(choice(notice, question, "done", "", "Done")),
                                        bad(choice(notice, question, "fail", "", "Failed")))
                                : row(good(choice(notice, question, "answer", "", "Answer"))));
            }
            case CONFIRM ->
                blocks.add(row(
                        good(choice(notice, question, "confirm", "", "Yes")),
                        bad(choice(notice, question, "deny", "", "No"))));
            case UNKNOWN, FAILURE, TIME, LOCK, PAUSED -> {}
        }
        return blocks;
    }

    private static LayoutBlock field(String name, String label) {
        return input(block -> block.blockId(Click.FIELD + name)
                .optional(true)
                .label(text(SlackText.line(label, SlackText.BUTTON)))
                .element(plainTextInput(element -> element.actionId("value").maxLength(1000))));
    }

    private static LayoutBlock row(ButtonElement... buttons) {
        return actions(block -> block.elements(List.<BlockElement>of(buttons)));
    }

    private static ButtonElement choice(Notice notice, Question question, String act, String option, String word) {
        String what = "%s: %s".formatted(word, notice.title());
        return button(element -> element.actionId(Click.ACTION + act + (option.isEmpty() ? "" : ":" + option))
                .value(Ask.of(notice, question, act, option).text())
                .text(text(SlackText.line(word, SlackText.BUTTON)))
                .confirm(confirmationDialog(dialog -> dialog.title(text("Are you sure?"))
                        .text(text(SlackText.line(what, SlackText.CONFIRM)))
                        .confirm(text(SlackText.line(word, 30)))
                        .deny(text("Not yet")))));
    }

    private static ButtonElement good(ButtonElement button) {
        button.setStyle("primary");
        return button;
    }

    private static ButtonElement bad(ButtonElement button) {
        button.setStyle("danger");
        return button;
    }
}
