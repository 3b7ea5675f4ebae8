package dev.tminus.app.demo;

import java.util.List;

/** The ten tables of the donations runbook's database. */
public final class DonationsTables {

    public static final List<String> NAMES = List.of(
            "donors",
            "campaigns",
            "forms",
            "gifts",
            "recurring_plans",
            "receipts",
            "tributes",
            "ecards",
            "audit_logs",
            "webhook_events");

    private DonationsTables() {}
}
