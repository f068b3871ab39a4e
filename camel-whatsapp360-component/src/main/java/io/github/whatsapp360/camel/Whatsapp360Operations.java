package io.github.whatsapp360.camel;

/**
 * The operations of the producer. Their names are the values of the option {@code operation} and of the header {@code
 * CamelWhatsapp360Operation}. An operation does not change the body unless its description says so.
 */
public enum Whatsapp360Operations {
    /** Sends the body as a message. */
    send,
    /** Marks the message of header {@code CamelWhatsapp360MessageId}, and all before it in its chat, as read. */
    markAsRead,
    /** The same, and shows the customer for up to 25 seconds that an answer is being written. */
    showTyping,
    /** Uploads the body, a file, bytes or a stream; the body becomes the media id. */
    uploadMedia,
    /** Fetches the medium of header {@code CamelWhatsapp360MediaId} or body; the body becomes a stream. */
    downloadMedia,
    /** The body becomes what the API tells of the medium of header {@code CamelWhatsapp360MediaId} or body. */
    getMedia,
    /** Deletes the medium of header {@code CamelWhatsapp360MediaId} or body. */
    deleteMedia,
    /** The body becomes the list of all templates. */
    listTemplates,
    /** The body becomes the template of header {@code CamelWhatsapp360TemplateId}, or of name and language. */
    getTemplate,
    /** Asks for a new template, as the body defines it; the body becomes its id, status and category. */
    createTemplate,
    /** Changes the template of header {@code CamelWhatsapp360TemplateId}, or of name and language, as the body says. */
    updateTemplate,
    /** Deletes the template of header or option {@code templateName}; with a language only that translation. */
    deleteTemplate,
    /** The body becomes the number's webhook. */
    getWebhook,
    /** Sets the number's webhook to the body, a URL or an object with url and headers; the body becomes what is set. */
    setWebhook,
    /** The body becomes the business profile. */
    getProfile,
    /** Changes the business profile: the members that the body has. */
    updateProfile,
    /** Blocks the users of the body, one or a list, or else the recipient; the body becomes the result. */
    blockUsers,
    /** Unblocks them likewise. */
    unblockUsers,
    /** The body becomes the list of blocked users. */
    listBlockedUsers,
    /** The body becomes 360dialog's messaging health. */
    healthStatus,
    /** The body becomes the customer service window of the recipient, as a send would find it. */
    serviceWindow,
    /**
     * The body becomes a page of the account's dead letters, oldest first: headers {@code
     * CamelWhatsapp360DeadLetterLimit} (50 without it, at most 1000) and {@code CamelWhatsapp360DeadLetterAfter}.
     * Without what was received, unless header {@code CamelWhatsapp360DeadLetterBodies} is true, or {@code
     * CamelWhatsapp360DeadLetterId} names those to show.
     */
    listDeadLetters,
    /**
     * Has dead letters run again: those whose ids header {@code CamelWhatsapp360DeadLetterId} or the body holds, or all
     * if it is the word all; without either, none. The body becomes how many.
     */
    replayDeadLetters,
    /** Forgets dead letters for ever, which are selected likewise; the body becomes how many. */
    purgeDeadLetters,
    /** Anything else: {@code CamelWhatsapp360Path}, {@code CamelHttpMethod}, JSON in, JSON out. */
    call
}
