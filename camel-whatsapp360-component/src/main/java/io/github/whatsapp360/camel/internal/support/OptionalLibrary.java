package io.github.whatsapp360.camel.internal.support;

/**
 * Whether a library is there that the component can do without. The component's own class loader is asked, not the
 * application's: in OSGi the two see different classes, and it is our class that must link. Thread-safe.
 */
public final class OptionalLibrary {

    private OptionalLibrary() {}

    /** Whether code of ours that names this class can be loaded. */
    public static boolean has(String type) {
        try {
            Class.forName(type, false, OptionalLibrary.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError missing) {
            return false;
        }
    }
}
