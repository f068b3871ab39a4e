/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges;

import java.io.Serial;
import java.util.List;

/**
 * The parameters of bridges are wrong. The message names all that is wrong with all bridges, and no value of a secret.
 */
public final class InvalidBridgeException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /** For these problems, each a sentence that names the bridge and the parameter. */
    public InvalidBridgeException(List<String> problems) {
        super("Wrong parameters:\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, a sentence each. */
    public List<String> problems() {
        return problems;
    }
}
