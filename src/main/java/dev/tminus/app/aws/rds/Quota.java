package dev.tminus.app.aws.rds;

import java.util.List;

/** Whether the account may have one more of something. */
final class Quota {

    private Quota() {}

    /** @param name as RDS has it, {@code ManualSnapshots} or {@code DBInstances} */
    static List<String> full(Rds rds, String name) {
        return rds
                .call("DescribeAccountAttributes", client -> client.describeAccountAttributes())
                .accountQuotas()
                .stream()
                .filter(quota -> name.equals(quota.accountQuotaName()) && quota.used() >= quota.max())
                .map(quota -> "the account has %d of %d %s; ask AWS for a higher quota, or delete some"
                        .formatted(quota.used(), quota.max(), name))
                .toList();
    }
}
