package io.github.whatsapp360.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the MIME type of a file by its name or by its first bytes.
 *
 * <p>Thread-safe.
 */
public final class MediaTypes {

    /** The type of what is no text and nothing that is known here; the API takes none of it. */
    public static final String UNKNOWN = "application/octet-stream";

    private static final Pattern TYPE =
            Pattern.compile("[\\w!#$&^.+-]{1,127}/[\\w!#$&^.+-]{1,127}(\\s*;[\\x20-\\x7e]*)?");

    private static final Map<String, String> BY_EXTENSION = new HashMap<>();
    private static final Map<String, String> EXTENSIONS = new HashMap<>();

    /** Words of mail programs for what the API knows by another. */
    private static final Map<String, String> ALIASES = Map.of(
            "image/jpg", "image/jpeg",
            "image/pjpeg", "image/jpeg",
            "image/x-png", "image/png",
            "audio/mp3", "audio/mpeg",
            "audio/x-m4a", "audio/mp4",
            "audio/opus", "audio/ogg",
            "video/3gp", "video/3gpp",
            "application/x-pdf", "application/pdf",
            "application/x-zip-compressed", "application/zip");

    static {
        type("image/jpeg", "jpg", "jpeg", "jpe");
        type("image/png", "png");
        type("image/webp", "webp");
        type("image/gif", "gif");
        type("image/tiff", "tif", "tiff");
        type("image/svg+xml", "svg");
        type("image/heic", "heic");
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

    /** By the extension of a file's name; null if it has none or an unknown one. */
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

    /** The word that the API knows for a type, parameters included; the same for what it knows by that word. */
    static String canonical(String mimeType) {
        return ALIASES.getOrDefault(bare(mimeType), mimeType);
    }

    /** Whether a file that begins so is text: UTF-8 without control characters. An empty one is not. */
    public static boolean isText(byte[] head) {
        String text = new String(head, UTF_8);
        // A character that is cut off by the end becomes one replacement.
        String whole = head.length < MediaKind.HEAD ? text : text.replaceFirst("\\ufffd$", "");
        return !whole.isEmpty()
                && whole.chars().noneMatch(c -> c == '\ufffd' || (c < ' ' && "\t\n\f\r".indexOf(c) < 0));
    }

    /** By a file's first bytes, a dozen are enough; null for text and for what is not known here. */
    public static @Nullable String ofContent(byte[] head) {
        String start = new String(head, 0, Math.min(head.length, 16), ISO_8859_1);
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        }
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return "image/webp";
        }
        if (start.startsWith("ftyp", 4)) {
            return start.startsWith("3g", 8) ? "video/3gpp" : start.startsWith("M4A", 8) ? "audio/mp4" : "video/mp4";
        }
        if (start.startsWith("\u00ff\u00f1") || start.startsWith("\u00ff\u00f9")) {
            return "audio/aac";
        }
        if (start.startsWith("ID3") || (start.length() > 1 && start.charAt(0) == 0xff && isMp3Frame(start.charAt(1)))) {
            return "audio/mpeg";
        }
        return byMagicWord(start);
    }

    private static @Nullable String byMagicWord(String start) {
        if (start.startsWith("%PDF-")) {
            return "application/pdf";
        }
        if (start.startsWith("GIF8")) {
            return "image/gif";
        }
        if (start.startsWith("OggS")) {
            return "audio/ogg";
        }
        if (start.startsWith("#!AMR")) {
            return "audio/amr";
        }
        return start.startsWith("PK\u0003\u0004") ? "application/zip" : null;
    }

    private static boolean isMp3Frame(char second) {
        return (second & 0xe6) == 0xe2;
    }

    static boolean isMovingWebp(byte[] head) {
        return head.length > 20 && new String(head, 12, 4, ISO_8859_1).equals("VP8X") && (head[20] & 0x02) != 0;
    }

    private static void type(String mimeType, String... extensions) {
        EXTENSIONS.put(mimeType, extensions[0]);
        for (String extension : extensions) {
            BY_EXTENSION.put(extension, mimeType);
        }
    }
}
