package dev.tminus.app.aws;

/** CloudWatch, in its CBOR. */
final class FakeMetrics {

    byte[] answer(String operation, byte[] body) {
        throw new Refusal(400, "UnknownOperationException", operation);
    }
}
