/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.media;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Determines the MIME type of a file by its name or by its first bytes.
 *
 * <p>Thread-safe.
 */
public final class MediaTypes {

    /** The type of unknown binary data, which the API does not accept. */
    public static final String UNKNOWN = "application/octet-stream";

    private static final Pattern TYPE =
            Pattern.compile("[\\w!#$&^.+-]{1,127}/[\\w!#$&^.+-]{1,127}(\\s*;[\\x20-\\x7e]*)?");

    private static final Map<String, String> BY_EXTENSION = new HashMap<>();
    private static final Map<String, String> EXTENSIONS = new HashMap<>();

    /** Aliases of mail programs for types of the API. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("image/jpg", "image/jpeg"),
            Map.entry("image/pjpeg", "image/jpeg"),
            Map.entry("image/x-png", "image/png"),
            Map.entry("image/x-ms-bmp", "image/bmp"),
            Map.entry("audio/mp3", "audio/mpeg"),
            Map.entry("audio/x-mp3", "audio/mpeg"),
            Map.entry("audio/x-mpeg", "audio/mpeg"),
            Map.entry("audio/x-m4a", "audio/mp4"),
            Map.entry("audio/m4a", "audio/mp4"),
            Map.entry("audio/x-aac", "audio/aac"),
            Map.entry("audio/aacp", "audio/aac"),
            Map.entry("audio/opus", "audio/ogg"),
            Map.entry("audio/x-wav", "audio/wav"),
            Map.entry("audio/wave", "audio/wav"),
            Map.entry("audio/vnd.wave", "audio/wav"),
            Map.entry("video/3gp", "video/3gpp"),
            Map.entry("video/x-m4v", "video/mp4"),
            Map.entry("application/x-pdf", "application/pdf"),
            Map.entry("application/x-gzip", "application/gzip"),
            Map.entry("application/x-zip-compressed", "application/zip"));

    /** Types that carry no information. */
    private static final Set<String> MEANINGLESS = Set.of(
            UNKNOWN,
            "binary/octet-stream",
            "application/x-octet-stream",
            "application/binary",
            "application/x-binary",
            "application/unknown",
            "application/x-unknown",
            "application/download",
            "application/x-download",
            "application/force-download",
            "application/x-force-download",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "unknown/unknown");

    private static final Set<String> TEXTS = Set.of("application/json", "application/xml", "application/yaml");

    private static final String OLE = "application/x-ole-storage";

    private static final Set<String> OLD_OFFICE = Set.of(
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            "application/vnd.ms-outlook");

    /** Prefixes of types whose files are zip archives. */
    private static final Set<String> ZIPPED = Set.of(
            "application/vnd.openxmlformats-officedocument.",
            "application/vnd.oasis.opendocument.",
            "application/vnd.ms-excel.",
            "application/vnd.ms-word.",
            "application/vnd.ms-powerpoint.",
            "application/epub+zip");

    static {
        type("image/jpeg", "jpg", "jpeg", "jpe");
        type("image/png", "png");
        type("image/webp", "webp");
        type("image/gif", "gif");
        type("image/tiff", "tif", "tiff");
        type("image/svg+xml", "svg");
        type("image/heic", "heic");
        type("image/heif", "heif");
        type("image/avif", "avif");
        type("image/vnd.dwg", "dwg");
        type("image/vnd.dxf", "dxf");
        type("image/vnd.adobe.photoshop", "psd");
        type("video/mp4", "mp4", "m4v");
        type("video/3gpp", "3gp", "3gpp");
        type("video/quicktime", "mov");
        type("video/webm", "webm");
        type("audio/aac", "aac");
        type("audio/amr", "amr");
        type("audio/mpeg", "mp3");
        type("audio/mp4", "m4a");
        type("audio/ogg", "ogg", "oga", "opus");
        type("audio/wav", "wav");
        type("audio/flac", "flac");
        type("application/pdf", "pdf");
        type("text/plain", "txt", "text", "log");
        type("text/csv", "csv");
        type("text/html", "html", "htm");
        type("text/calendar", "ics");
        type("text/vcard", "vcf");
        type("application/json", "json");
        type("application/xml", "xml");
        type("application/zip", "zip");
        type("application/rtf", "rtf");
        type("application/msword", "doc");
        type("application/vnd.ms-excel", "xls");
        type("application/vnd.ms-powerpoint", "ppt");
        type("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx");
        type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
        type("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx");
        type("application/vnd.oasis.opendocument.text", "odt");
        type("application/vnd.oasis.opendocument.spreadsheet", "ods");
        type("application/vnd.oasis.opendocument.presentation", "odp");
        type("message/rfc822", "eml");
        type("text/markdown", "md");
        type("application/yaml", "yaml", "yml");
        type("application/epub+zip", "epub");
        type("application/gzip", "gz", "tgz");
        type("application/x-7z-compressed", "7z");
        type("application/vnd.rar", "rar");
        type("application/x-tar", "tar");
        type("image/bmp", "bmp");
        type("video/x-msvideo", "avi");
        type("video/x-matroska", "mkv");
        type("application/vnd.ms-outlook", "msg");
    }

    private MediaTypes() {}

    /** Whether this is a MIME type, with or without parameters, and nothing else. */
    public static boolean isType(@Nullable String mimeType) {
        return mimeType != null && TYPE.matcher(mimeType).matches();
    }

    /** The type by the extension of a file name; null if it has none or an unknown one. */
    public static @Nullable String ofName(@Nullable String fileName) {
        int dot = fileName == null ? -1 : fileName.lastIndexOf('.');
        return dot < 0 || fileName == null
                ? null
                : BY_EXTENSION.get(fileName.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** The usual extension of a type, with its dot; empty for an unknown type. */
    public static String extension(@Nullable String mimeType) {
        String extension = mimeType == null ? null : EXTENSIONS.get(bare(mimeType));
        return extension == null ? "" : "." + extension;
    }

    /** The type without its parameters, in lower case: {@code audio/ogg} of {@code Audio/OGG; codecs=opus}. */
    public static String bare(String mimeType) {
        int parameters = mimeType.indexOf(';');
        return (parameters < 0 ? mimeType : mimeType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** The API's name for a type, including parameters. */
    static String canonical(String mimeType) {
        return ALIASES.getOrDefault(bare(mimeType), mimeType);
    }

    /** Whether these first bytes of a file are text: UTF-8 without control characters. False for an empty file. */
    public static boolean isText(byte[] head) {
        return TextContent.isText(head);
    }

    /** The type by the first {@link MediaKind#HEADER_SIZE} bytes of a file; null for text and unknown formats. */
    public static @Nullable String ofContent(byte[] head) {
        String found = Signature.of(head);
        return OLE.equals(found) ? "application/msword" : found;
    }

    /**
     * The type of a file: of the declared type, the name and the first bytes, the most specific one that agrees with
     * the bytes.
     *
     * @param told the declared type, for example of a mail; ignored if it is absent, malformed or meaningless
     * @param fileName may be absent
     * @param head its first {@link MediaKind#HEADER_SIZE} bytes
     * @return null if it cannot be determined
     */
    public static @Nullable String decide(@Nullable String told, @Nullable String fileName, byte[] head) {
        String type = meaning(told);
        String byName = ofName(fileName);
        String found = Signature.of(head);
        if (found == null) {
            return unrecognized(type, byName, TextContent.isBinary(head));
        }
        String refined = type != null && refines(found, type) ? type : null;
        if (refined == null && byName != null && refines(found, byName)) {
            refined = byName;
        }
        if (refined != null) {
            return refined;
        }
        return type != null && bare(type).equals(found) ? type : ofContent(head);
    }

    /** Whether a type is a specialization of the recognized format. */
    private static boolean refines(String found, String type) {
        String bare = bare(type);
        return !bare.equals(found) && Signature.allows(found, bare);
    }

    /** Whether unrecognized bytes may have a type: any type except text if they are binary. */
    private static @Nullable String unrecognized(@Nullable String type, @Nullable String byName, boolean binary) {
        String told = type == null || (binary && isTextual(type)) ? null : type;
        String named = byName == null || (binary && isTextual(byName)) ? null : byName;
        boolean isVague = told == null || (named != null && bare(told).equals("text/plain") && isTextual(named));
        return isVague ? named : told;
    }

    /** A declared type by the API's name; null if it is meaningless. Unreadable parameters are removed. */
    private static @Nullable String meaning(@Nullable String told) {
        if (told == null) {
            return null;
        }
        String type = isType(told) ? told : bare(told);
        return isType(type) && !MEANINGLESS.contains(bare(type)) ? canonical(type) : null;
    }

    /** The type of a document by its name only; the API accepts everything but {@link #UNKNOWN}. */
    public static String ofDocument(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String extension = dot < 0
                ? ""
                : fileName.substring(dot + 1).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return extension.isEmpty() ? "application/x-binary" : "application/x-" + extension;
    }

    static boolean isTextual(String type) {
        String bare = bare(type);
        return bare.startsWith("text/") || bare.endsWith("+xml") || bare.endsWith("+json") || TEXTS.contains(bare);
    }

    /** The format that files of this type are wrapped in; null if it is none of the known ones. */
    static @Nullable String containerOf(String bareType) {
        if (ZIPPED.stream().anyMatch(bareType::startsWith)) {
            return "application/zip";
        }
        return OLD_OFFICE.contains(bareType) ? OLE : null;
    }

    /** Whether this type is one of those that are known here by their extension. */
    static boolean isListed(String bareType) {
        return EXTENSIONS.containsKey(bareType);
    }

    private static void type(String mimeType, String... extensions) {
        EXTENSIONS.put(mimeType, extensions[0]);
        for (String extension : extensions) {
            BY_EXTENSION.put(extension, mimeType);
        }
    }
}
