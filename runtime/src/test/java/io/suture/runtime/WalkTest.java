package io.suture.runtime;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// What walks through a whole node need: the node on a database of its own, and a receiver over MLLP.
abstract class WalkTest {
    TestNode test;
    MllpSink sink;

    @BeforeEach
    void startNode(@TempDir Path folder) throws IOException {
        test = new TestNode(folder, true);
        sink = new MllpSink();
    }

    @AfterEach
    void stopNode() throws IOException {
        test.close();
        sink.close();
    }
}
