package dev.tminus.app.aws.rds;

import dev.tminus.app.aws.Permission;
import dev.tminus.book.ActionType;
import dev.tminus.book.Type;
import dev.tminus.book.Type.Simple;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys, result fields and permissions that several actions on RDS have; the same thing has one name everywhere. */
final class RdsKeys {

    static final ActionType.Shape TEXT = new ActionType.Shape.Leaf(Simple.STRING);
    static final ActionType.Shape FLAG = new ActionType.Shape.Leaf(Simple.BOOL);

    static final Permission DESCRIBE = new Permission("rds:DescribeDBInstances", "rds:db");
    static final Permission DESCRIBE_SNAPSHOTS = new Permission("rds:DescribeDBSnapshots", "rds:snapshot");
    static final Permission MODIFY = new Permission("rds:ModifyDBInstance", "rds:db");

    private RdsKeys() {}

    static ActionType.Key instance(String help) {
        return ActionType.Key.required("instance", TEXT, help + ". Example: instance: donations-prod");
    }

    static Map<String, Type> fields(Object... namesAndTypes) {
        Map<String, Type> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            fields.put((String) namesAndTypes[i], (Type) namesAndTypes[i + 1]);
        }
        return fields;
    }
}
