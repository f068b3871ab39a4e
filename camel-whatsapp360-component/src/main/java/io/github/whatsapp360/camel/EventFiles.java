package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.DownloadedMedia;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The files that were fetched for an event by copies of its exchange: a kamelet works on one, which ends before the route that
 * uses the kamelet. They stay until the exchange of the event itself has ended.
 *
 * <p>Thread-safe.
 */
final class EventFiles {

    /** The property of the exchange, which its copies have too. */
    static final String PROPERTY = "CamelWhatsapp360EventFiles";

    private final List<DownloadedMedia> files = new ArrayList<>();
    private boolean ended;

    private EventFiles() {}

    /** Keeps the files of this exchange's copies. */
    static void keepFor(Exchange exchange) {
        EventFiles files = new EventFiles();
        exchange.setProperty(PROPERTY, files);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                files.end();
            }
        });
    }

    /** Deletes a file whose exchange has ended, now or with the event's. */
    static void release(DownloadedMedia file, Exchange ended) {
        EventFiles files = ended.getProperty(PROPERTY, EventFiles.class);
        if (files == null || !files.keep(file)) {
            file.close();
        }
    }

    private synchronized boolean keep(DownloadedMedia file) {
        return !ended && files.add(file);
    }

    private synchronized void end() {
        ended = true;
        files.forEach(DownloadedMedia::close);
        files.clear();
    }
}
