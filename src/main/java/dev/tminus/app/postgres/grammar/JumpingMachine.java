package dev.tminus.app.postgres.grammar;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;

/** An interpreter that leaves no values behind when a call ends by a jump: the caller goes on with its own stack. */
final class JumpingMachine extends InterpreterMachine {

    JumpingMachine(Instance instance) {
        super(instance);
    }

    @Override
    public long[] call(int function, long[] arguments) {
        int frames = callStack.size();
        int values = stack().size();
        try {
            return super.call(function, arguments);
        } catch (LongJump jump) {
            while (callStack.size() > frames) {
                callStack.pop();
            }
            while (stack().size() > values) {
                stack().pop();
            }
            throw jump;
        }
    }
}
