package dev.tminus.app.aws;

import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;

/** Answers of the Query protocol, written from the SDK's own model, so that no name in them can be wrong. */
final class QueryXml {

    private QueryXml() {}

    static String answer(String operation, SdkPojo result) {
        StringBuilder xml = new StringBuilder();
        xml.append(
                "<%1$sResponse xmlns=\"http://rds.amazonaws.com/doc/2014-10-31/\"><%1$sResult>".formatted(operation));
        fields(xml, result);
        return xml.append("</%1$sResult><ResponseMetadata><RequestId>fake</RequestId></ResponseMetadata></%1$sResponse>"
                        .formatted(operation))
                .toString();
    }

    static String refusal(String code, String message) {
        return "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>fake</RequestId></ErrorResponse>"
                .formatted(code, escaped(message));
    }

    private static void fields(StringBuilder xml, SdkPojo pojo) {
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            boolean metadata = field.locationName().equals("ResponseMetadata");
            if (value instanceof List<?> list) {
                String member = field.getTrait(ListTrait.class).memberLocationName();
                if (!list.isEmpty()) {
                    xml.append('<').append(field.locationName()).append('>');
                    list.forEach(item -> element(xml, member == null ? "member" : member, item));
                    xml.append("</").append(field.locationName()).append('>');
                }
            } else if (value != null && !metadata) {
                element(xml, field.locationName(), value);
            }
        }
    }

    private static void element(StringBuilder xml, String name, Object value) {
        xml.append('<').append(name).append('>');
        if (value instanceof SdkPojo nested) {
            fields(xml, nested);
        } else {
            xml.append(escaped(value instanceof Instant time ? time.toString() : String.valueOf(value)));
        }
        xml.append("</").append(name).append('>');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
