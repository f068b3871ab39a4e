/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.fault;

import java.io.Serial;

/**
 * Thrown where a request breaks a rule; the endpoint answers with its problem in Meta's shape. Carries no stack trace,
 * for it is no fault of ours. Thread-safe.
 */
public final class Refusal extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** The refusal for this problem. */
    public Refusal(Problem problem) {
        super(problem.details(), null, false, false);
        this.problem = problem;
    }

    /** The refusal of this code, with a sentence that explains it. */
    public Refusal(int code, String details) {
        this(Problem.of(code, details));
    }

    /** What is wrong. */
    public Problem problem() {
        return problem;
    }
}
