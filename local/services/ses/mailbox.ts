import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { SentMail } from './mail.ts';

const load = createRequire(import.meta.url);

/** A web page that shows the delivered mails. */
export interface Mailbox {
  readonly url: string;
  show(mail: SentMail): void;
  close(): Promise<void>;
}

/**
 * Opens the viewer of aws-ses-v2-local. Mails are put straight into its store instead of through its own SendEmail,
 * which would give them another id and the machine's time, and would lose the headers of raw mails.
 * The store belongs to the process: two runtimes in one process show each other's mails.
 */
export async function openMailbox(port: number): Promise<Mailbox> {
  // Loaded by require: what a default import of a CommonJS package gives differs between Node and the test runner.
  const viewer: typeof import('aws-ses-v2-local') = load('aws-ses-v2-local');
  const store: typeof import('aws-ses-v2-local/dist/store.js') = load('aws-ses-v2-local/dist/store.js');
  const server: Server = await viewer.default({ host: '127.0.0.1', port });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the mailbox has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    show(mail) {
      store.saveEmail({
        messageId: mail.messageId,
        from: mail.from,
        replyTo: [...mail.replyTo],
        destination: { to: [...mail.to], cc: [...mail.cc], bcc: [...mail.bcc] },
        subject: mail.subject,
        body: { html: mail.html, text: mail.text },
        attachments: [],
        headers: Object.entries(mail.headers).map(([name, value]) => ({ name, value })),
        at: Math.floor(Date.parse(mail.at) / 1000),
      });
    },
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
