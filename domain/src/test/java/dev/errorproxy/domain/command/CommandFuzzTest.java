package dev.errorproxy.domain.command;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** The command language, whatever bytes are typed, piped or posted. */
class CommandFuzzTest {

    @FuzzTest(maxDuration = "1m")
    void everyLineIsACommandOrRefusedInOneLine(byte[] bytes) {
        Lines.readOrRefused(new String(bytes, StandardCharsets.UTF_8));
    }
}
