package io.github.whatsapp360.example;

/** In which language a bridge's routes are written: both must do the same. */
public enum Form {
    YAML,
    JAVA
}
