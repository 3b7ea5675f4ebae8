package dev.tminus.app.aws;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Answers of the RPC v2 CBOR protocol, written from the SDK's own model. */
final class Cbor {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** @param value an object of the model, or a refusal's fields */
    static byte[] of(Object value) {
        Cbor cbor = new Cbor();
        try {
            cbor.write(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return cbor.bytes.toByteArray();
    }

    private void write(Object value) throws IOException {
        if (value instanceof SdkPojo pojo) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (SdkField<?> field : pojo.sdkFields()) {
                Object content = field.getValueOrDefault(pojo);
                if (content != null && !(content instanceof Collection<?> none && none.isEmpty())) {
                    fields.put(field.locationName(), content);
                }
            }
            write(fields);
        } else if (value instanceof Map<?, ?> fields) {
            head(5, fields.size());
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                write(field.getKey());
                write(field.getValue());
            }
        } else if (value instanceof List<?> list) {
            head(4, list.size());
            for (Object item : list) {
                write(item);
            }
        } else if (value instanceof Double number) {
            out.writeByte(0xfb);
            out.writeDouble(number);
        } else if (value instanceof Instant time) {
            head(6, 1);
            write(time.toEpochMilli() / 1000.0);
        } else if (value instanceof String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            head(3, utf8.length);
            out.write(utf8);
        } else {
            throw new IllegalArgumentException("no CBOR for " + value);
        }
    }

    /** The major type and a count below 65,536. */
    private void head(int major, int count) throws IOException {
        if (count < 24) {
            out.writeByte(major << 5 | count);
        } else {
            out.writeByte(major << 5 | 25);
            out.writeShort(count);
        }
    }
}
