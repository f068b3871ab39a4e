package io.github.whatsapp360.example.mail;

import java.util.List;
import java.util.Set;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.PropertyConfigurer;

/**
 * Lets the headers {@code Subject}, {@code To} and {@code Reply-To} of a message be those of the mail. Until Camel 4.22
 * they always are; since then the mail components have options for it, which an older one would refuse to start with.
 *
 * <p>Found in the registry by Camel, under any name. Thread-safe.
 */
public final class MailHeaders implements ComponentCustomizer {

    private static final Set<String> COMPONENTS = Set.of("smtp", "smtps");
    private static final List<String> OPTIONS = List.of("useHeaderSubject", "useHeaderRecipients", "useHeaderReplyTo");

    @Override
    public boolean isEnabled(String name, Component target) {
        return COMPONENTS.contains(name);
    }

    /** An option that this version of the component does not have is left out. */
    @Override
    public void configure(String name, Component target) {
        PropertyConfigurer options = target.getComponentPropertyConfigurer();
        if (options != null) {
            OPTIONS.forEach(option -> options.configure(target.getCamelContext(), target, option, true, true));
        }
    }
}
