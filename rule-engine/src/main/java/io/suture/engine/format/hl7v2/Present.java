package io.suture.engine.format.hl7v2;

import io.suture.engine.value.Value;
import java.util.Arrays;

/// Which numbers of a Group with numbered parts hold something, in order; found when somebody visits them all.
@SuppressWarnings("ArrayRecordComponent")
record Present(int[] numbers) {
    static Present of(Value.Group group, int most) {
        var numbers = new int[most];
        int count = 0;
        for (int number = 1; number <= most; number++) {
            if (group.at(number) != Value.Absent.ABSENT) {
                numbers[count++] = number;
            }
        }
        return new Present(count == most ? numbers : Arrays.copyOf(numbers, count));
    }
}
