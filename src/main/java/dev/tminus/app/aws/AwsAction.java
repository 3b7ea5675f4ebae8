package dev.tminus.app.aws;

import dev.tminus.action.StepAction;
import java.util.List;

/** An action that asks AWS, and declares what it must be allowed. */
public interface AwsAction extends StepAction {

    /** Everything it may call; the policy in docs/rds.md is made from this. */
    List<Permission> permissions();
}
