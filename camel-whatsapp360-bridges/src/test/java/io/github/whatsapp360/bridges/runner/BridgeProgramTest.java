/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.runner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads whose file is wrong in a way that Camel would hide, or report alone. */
class BridgeProgramTest {

    @TempDir
    Path directory;

    private String output(String properties, Charset charset) throws IOException {
        Path file = Files.writeString(directory.resolve("application.properties"), properties, charset);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        assertThat(BridgeProgram.run(file, new PrintStream(output, true, UTF_8)))
                .isEqualTo(1);
        return output.toString(UTF_8);
    }

    @Test
    void whatIsEmptyOrUnresolvedOrThereTwiceIsNamedInTheSameMessage() throws Exception {
        String output = output("""
                camel.component.whatsapp360.api-key = key
                camel.routeTemplate[a].template-id = files-to-whatsapp360
                camel.routeTemplate[a].account =
                camel.routeTemplate[a].folder = one
                camel.routeTemplate[a].folder = two
                camel.routeTemplate[a].stable-for =
                camel.routeTemplate[a].retryDelay = 1
                camel.routeTemplate[a].retry-delay = 2
                camel.routeTemplate[b].template-id = {{nowhere}}-whatsapp
                camel.route-template[c].template-id = sql-to-whatsapp360
                camel.route-template[c].account = support
                camel.route-template[c].url = {{env:NOWHERE_AT_ALL}}
                camel.routeTemplate[d].account = support
                """, UTF_8);

        assertThat(output.lines())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).isEqualTo("The bridges cannot start: Wrong parameters:"),
                        line -> assertThat(line)
                                .isEqualTo("  camel.routeTemplate[a].folder stands there twice, with different values"),
                        line -> assertThat(line).startsWith("  files-to-whatsapp360 (route a): 'account' is missing: "),
                        line -> assertThat(line)
                                .isEqualTo("  files-to-whatsapp360 (route a): 'stableFor' is empty; without the "
                                        + "parameter it is '1000'"),
                        line -> assertThat(line)
                                .isEqualTo("  files-to-whatsapp360 (route a): 'retryDelay' is given twice, with "
                                        + "different values"),
                        line -> assertThat(line)
                                .startsWith("  route b: there is no bridge '{{nowhere}}-whatsapp'; there are "),
                        line -> assertThat(line)
                                .isEqualTo("  sql-to-whatsapp360 (route c): 'url' has a placeholder without a value: "
                                        + "'{{env:NOWHERE_AT_ALL}}'"),
                        line -> assertThat(line).startsWith("  route d: template-id is missing; there are "));
    }

    @Test
    void aFileOfAnotherCharsetIsNamed() throws Exception {
        assertThat(output("camel.routeTemplate[a].folder = Ausg\u00e4nge\n", ISO_8859_1))
                .contains("application.properties is not in UTF-8.");
    }
}
