/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes file formats by their first bytes. A format with a printable signature is recognized only if the following
 * bytes are not text, because a sentence may begin with {@code GIF89} or {@code ID3}.
 *
 * <p>Thread-safe.
 */
final class Signature {

    private static final String MP4 = "video/mp4";

    /** A signature at an offset. */
    private record Mark(int offset, String bytes, String type) {

        boolean isIn(String start) {
            return start.startsWith(bytes, offset);
        }
    }

    /** Binary signatures: each contains a byte that does not occur in UTF-8 text. */
    private static final List<Mark> BINARY = List.of(
            new Mark(0, "\u00ff\u00d8\u00ff", "image/jpeg"),
            new Mark(0, "\u0089PNG\r\n\u001a\n", "image/png"),
            new Mark(0, "II*\0", "image/tiff"),
            new Mark(0, "MM\0*", "image/tiff"),
            new Mark(0, "PK\u0003\u0004", "application/zip"),
            new Mark(0, "PK\u0005\u0006", "application/zip"),
            new Mark(0, "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "application/x-ole-storage"),
            new Mark(0, "\u001f\u008b\b", "application/gzip"),
            new Mark(0, "7z\u00bc\u00af'\u001c", "application/x-7z-compressed"),
            new Mark(0, "Rar!\u001a\u0007", "application/vnd.rar"),
            new Mark(0, "\u001aE\u00df\u00a3", "video/x-matroska"),
            new Mark(0, "\u00ff\u00f1", "audio/aac"),
            new Mark(0, "\u00ff\u00f9", "audio/aac"));

    /** Printable signatures, which count only if binary data follows. */
    private static final List<Mark> PRINTABLE = List.of(
            new Mark(8, "WEBP", "image/webp"),
            new Mark(8, "WAVE", "audio/wav"),
            new Mark(8, "AVI ", "video/x-msvideo"),
            new Mark(0, "GIF87a", "image/gif"),
            new Mark(0, "GIF89a", "image/gif"),
            new Mark(0, "ID3", "audio/mpeg"),
            new Mark(0, "OggS", "audio/ogg"),
            new Mark(0, "fLaC", "audio/flac"),
            new Mark(0, "#!AMR", "audio/amr"));

    /** Which format a brand of the ISO base media file format stands for; by its first letters. */
    private static final Map<String, String> BRANDS = Map.ofEntries(
            Map.entry("avif", "image/avif"),
            Map.entry("avis", "image/avif"),
            Map.entry("heic", "image/heic"),
            Map.entry("heix", "image/heic"),
            Map.entry("heim", "image/heic"),
            Map.entry("heis", "image/heic"),
            Map.entry("hevc", "image/heic"),
            Map.entry("hevx", "image/heic"),
            Map.entry("mif1", "image/heif"),
            Map.entry("msf1", "image/heif"),
            Map.entry("qt  ", "video/quicktime"),
            Map.entry("3g", "video/3gpp"),
            Map.entry("M4A", "audio/mp4"),
            Map.entry("M4B", "audio/mp4"),
            Map.entry("M4P", "audio/mp4"),
            Map.entry("M4V", MP4),
            Map.entry("iso", MP4),
            Map.entry("mp4", MP4),
            Map.entry("avc1", MP4),
            Map.entry("dash", MP4),
            Map.entry("MSNV", MP4),
            Map.entry("mmp4", MP4),
            Map.entry("f4v ", MP4),
            Map.entry("jp2 ", "image/jp2"),
            Map.entry("crx ", "image/x-canon-cr3"));

    /** Formats in which others are wrapped, and whose bytes say no more than that. */
    private static final Set<String> CONTAINERS = Set.of(
            "application/zip", "application/x-ole-storage", "application/gzip", "image/tiff", "video/x-matroska");

    /** Which types a recognized format may be as well; of these the told one is the more specific. */
    private static final Map<String, Set<String>> ALSO = Map.of(
            MP4,
            Set.of("audio/mp4"),
            "image/heif",
            Set.of("image/heic"),
            "image/heic",
            Set.of("image/heif"),
            "video/3gpp",
            Set.of("audio/3gpp"),
            "audio/ogg",
            Set.of("video/ogg", "application/ogg"),
            "video/x-matroska",
            Set.of("video/webm", "audio/webm", "audio/x-matroska"),
            "application/rtf",
            Set.of("text/rtf"));

    private Signature() {}

    /** The certain type of a file with these first bytes; null for text and unknown formats. */
    static @Nullable String of(byte[] head) {
        String start = new String(head, 0, Math.min(head.length, MediaKind.HEADER_SIZE), ISO_8859_1);
        String binary = find(BINARY, start);
        if (binary != null) {
            return binary;
        }
        if (start.matches("(?s)%PDF-\\d\\.\\d.*")) {
            return "application/pdf";
        }
        if (start.startsWith("{\\rtf")) {
            return "application/rtf";
        }
        if (TextContent.isText(head)) {
            return null;
        }
        if (start.startsWith("ftyp", 4)) {
            return ofBrands(head, start);
        }
        if (start.startsWith("BM") && start.startsWith("\0\0\0\0", 6)) {
            return "image/bmp";
        }
        boolean framed = start.length() > 2 && start.charAt(0) == 0xff && isMp3Frame(start.charAt(1), start.charAt(2));
        return framed ? "audio/mpeg" : find(PRINTABLE, start);
    }

    private static @Nullable String find(List<Mark> marks, String start) {
        for (Mark mark : marks) {
            boolean isRiff = mark.offset() == 0 || start.startsWith("RIFF");
            if (isRiff && mark.isIn(start)) {
                return mark.type();
            }
        }
        return null;
    }

    /** The main brand decides; one that is not known here, or says little, leaves it to the compatible ones. */
    private static @Nullable String ofBrands(byte[] head, String start) {
        String main = ofBrand(brand(start, 8));
        if (main != null && !main.equals("image/heif")) {
            return main;
        }
        int end = Math.min(boxSize(head), start.length() - 3);
        for (int at = 16; at < end; at += 4) {
            String compatible = ofBrand(brand(start, at));
            if (compatible != null && !compatible.equals("image/heif")) {
                return compatible;
            }
        }
        return main;
    }

    private static int boxSize(byte[] head) {
        return (head[0] & 0xff) == 0 && (head[1] & 0xff) == 0 ? (head[2] & 0xff) << 8 | (head[3] & 0xff) : 0;
    }

    private static String brand(String start, int at) {
        return start.substring(Math.min(at, start.length()), Math.min(at + 4, start.length()));
    }

    private static @Nullable String ofBrand(String brand) {
        for (int length = Math.min(4, brand.length()); length >= 2; length--) {
            String type = BRANDS.get(brand.substring(0, length));
            if (type != null) {
                return type;
            }
        }
        return null;
    }

    private static boolean isMp3Frame(char second, char third) {
        boolean sync = (second & 0xe6) == 0xe2;
        return sync && (third & 0xf0) != 0xf0 && (third & 0x0c) != 0x0c;
    }

    /**
     * Whether a file whose bytes are of one format may have a type.
     *
     * @param type without parameters
     * @param recognized what {@link #of} has found
     */
    static boolean allows(String recognized, String type) {
        if (type.equals(recognized) || ALSO.getOrDefault(recognized, Set.of()).contains(type)) {
            return true;
        }
        String own = MediaTypes.containerOf(type);
        if (own != null) {
            return own.equals(recognized);
        }
        boolean isUnknown = !MediaTypes.isListed(type);
        return CONTAINERS.contains(recognized) && isUnknown && !type.startsWith("text/");
    }

    static boolean isAnimatedWebp(byte[] head) {
        return head.length > 20 && new String(head, 12, 4, US_ASCII).equals("VP8X") && (head[20] & 0x02) != 0;
    }
}
