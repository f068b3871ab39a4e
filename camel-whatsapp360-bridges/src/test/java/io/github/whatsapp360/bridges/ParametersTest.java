/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What an operator reads who got parameters wrong. */
class ParametersTest {

    @Test
    void oneMessageNamesAllThatIsWrongWithAllBridges() throws Exception {
        try (BridgeApplication application = new BridgeApplication()
                .bridge("0", "whatsapp360-to-files", "acount", "support")
                .bridge("1", "whatsapp360-to-files", "account", "support")) {
            Throwable refused = catchThrowable(application::start);

            assertThat(refused).isNotNull();
            assertThat(Assertions.catchThrowableOfType(InvalidBridgeException.class, () -> {
                                throw root(refused);
                            })
                            .problems())
                    .satisfiesExactlyInAnyOrder(
                            problem -> assertThat(problem)
                                    .startsWith("whatsapp360-to-files (route 0): 'account' is missing: "),
                            problem -> assertThat(problem)
                                    .startsWith("whatsapp360-to-files (route 0): 'folder' is missing: "),
                            problem -> assertThat(problem)
                                    .startsWith("whatsapp360-to-files (route 0): 'acount' is no parameter; there are "
                                            + "account, folder"),
                            problem -> assertThat(problem)
                                    .startsWith("whatsapp360-to-files (route 1): 'folder' is missing: "));
        }
    }

    private static Throwable root(Throwable thrown) {
        return thrown.getCause() == null ? thrown : root(thrown.getCause());
    }
}
