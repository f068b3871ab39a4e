/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import java.util.List;

/**
 * The template is missing, paused, disabled, or its parameters do not fit: fix or wait for the template. Not sent.
 *
 * <p>Thread-safe.
 */
public final class TemplateException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    /** @param failure the facts of the failed call */
    public TemplateException(Failure failure) {
        super(failure);
    }

    /** Creates the exception for a template that was rejected before anything was sent. */
    public TemplateException(String message) {
        this(Failure.local(message, false, null));
    }

    /**
     * The same exception with the languages in which the template exists.
     *
     * @param name of the template
     * @param languages empty if unknown; the message is then unchanged
     */
    public TemplateException existingIn(String name, List<String> languages) {
        return languages.isEmpty()
                ? this
                : (TemplateException)
                        saying(sentence() + ". The template '" + name + "' exists in " + String.join(", ", languages));
    }

    @Override
    TemplateException with(Failure failure) {
        return new TemplateException(failure);
    }
}
