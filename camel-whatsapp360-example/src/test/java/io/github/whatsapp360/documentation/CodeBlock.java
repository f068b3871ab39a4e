/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.documentation;

import java.nio.file.Path;

/**
 * One fenced block of a page.
 *
 * @param line of its first fence, from 1
 * @param language the word behind that fence; empty if there is none
 */
record CodeBlock(Path page, int line, String language, String text) {

    /** A name that is one for files and for people. */
    String name() {
        return page.getFileName() + ":" + line + " " + language;
    }
}
