/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

/** In which language a bridge's routes are written: both must do the same. */
public enum Form {
    YAML,
    JAVA
}
