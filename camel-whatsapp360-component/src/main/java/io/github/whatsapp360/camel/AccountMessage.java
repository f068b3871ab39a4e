package io.github.whatsapp360.camel;

/** A sentence about one account: it names the account, because an application may have several. Stateless. */
final class AccountMessage {

    private AccountMessage() {}

    /**
     * The sentence with the account in front, in the form that exceptions have.
     *
     * @param account its name
     */
    static String of(String account, String sentence) {
        return "Account '" + account + "': " + sentence;
    }
}
