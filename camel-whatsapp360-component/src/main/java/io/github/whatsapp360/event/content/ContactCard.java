package io.github.whatsapp360.event.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One card of an address book, sent as a message.
 *
 * <p>Prints nothing of what it holds. Immutable and thread-safe.
 *
 * @param name the name, formatted and in parts
 * @param phones telephone numbers
 * @param emails mail addresses
 * @param addresses postal addresses
 * @param org the employer
 * @param urls web addresses
 * @param birthday {@code YYYY-MM-DD}
 * @param origin {@code contact_request} if the user answered a request for the number, {@code other} if it was shared freely
 * @param vcard the card as text, where it was shared freely
 */
public record ContactCard(
        @Nullable Name name,
        List<Phone> phones,
        List<Email> emails,
        List<Address> addresses,
        @Nullable Organization org,
        List<Url> urls,
        @Nullable String birthday,
        @Nullable String origin,
        @Nullable String vcard) {

    public ContactCard(
            @Nullable Name name,
            @Nullable List<Phone> phones,
            @Nullable List<Email> emails,
            @Nullable List<Address> addresses,
            @Nullable Organization org,
            @Nullable List<Url> urls,
            @Nullable String birthday,
            @Nullable String origin,
            @Nullable String vcard) {
        this.name = name;
        this.phones = phones == null ? List.of() : List.copyOf(phones);
        this.emails = emails == null ? List.of() : List.copyOf(emails);
        this.addresses = addresses == null ? List.of() : List.copyOf(addresses);
        this.org = org;
        this.urls = urls == null ? List.of() : List.copyOf(urls);
        this.birthday = birthday;
        this.origin = origin;
        this.vcard = vcard;
    }

    /** The formatted name; without one, the first number; else empty. */
    public String text() {
        if (name != null && name.formattedName() != null) {
            return name.formattedName();
        }
        String phone = phones.isEmpty() ? null : phones.get(0).phone();
        return phone == null ? "" : phone;
    }

    @Override
    public String toString() {
        return "ContactCard";
    }

    /** A name. */
    public record Name(
            @Nullable String formattedName,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String middleName,
            @Nullable String prefix,
            @Nullable String suffix) {
        @Override
        public String toString() {
            return "Name";
        }
    }

    /**
     * A telephone number.
     *
     * @param phone as written in the address book
     * @param waId the number as WhatsApp knows it, if it does
     * @param type for example {@code CELL}
     */
    public record Phone(
            @Nullable String phone,
            @Nullable String waId,
            @Nullable String type) {
        @Override
        public String toString() {
            return "Phone";
        }
    }

    /** A mail address. */
    public record Email(@Nullable String email, @Nullable String type) {
        @Override
        public String toString() {
            return "Email";
        }
    }

    /** A postal address. */
    public record Address(
            @Nullable String street,
            @Nullable String city,
            @Nullable String state,
            @Nullable String zip,
            @Nullable String country,
            @Nullable String countryCode,
            @Nullable String type) {
        @Override
        public String toString() {
            return "Address";
        }
    }

    /** An employer, and the place in it. */
    public record Organization(
            @Nullable String company,
            @Nullable String department,
            @Nullable String title) {
        @Override
        public String toString() {
            return "Organization";
        }
    }

    /** A web address. */
    public record Url(@Nullable String url, @Nullable String type) {
        @Override
        public String toString() {
            return "Url";
        }
    }
}
