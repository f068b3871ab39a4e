package io.github.whatsapp360.inbox.internal.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/** Makes the name of a file out of any name, so that different names give different files, also where case is ignored. */
final class FileName {

    private FileName() {}

    /** Small letters, digits and {@code -} stay; each other byte becomes {@code _} and two hexadecimal digits. */
    static String of(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name: expected at least 1 character, actual 0");
        }
        StringBuilder file = new StringBuilder();
        for (byte b : name.getBytes(UTF_8)) {
            boolean plain = (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-';
            file.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "_%02x", b));
        }
        return file.toString();
    }
}
