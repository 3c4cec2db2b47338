import type { Server } from 'node:http';
import type { SentMail } from './mail.ts';

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
  const [{ default: viewer }, { default: store }] = await Promise.all([
    import('aws-ses-v2-local'),
    import('aws-ses-v2-local/dist/store.js'),
  ]);
  const start = 'default' in viewer ? viewer.default : viewer;
  const server: Server = await start({ host: '127.0.0.1', port });
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
