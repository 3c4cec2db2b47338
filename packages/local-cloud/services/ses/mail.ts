/** What became of a mail after SES accepted it. */
export type MailFate = 'delivered' | 'bounced' | 'complained' | 'suppressed';

/** One mail as it was handed to SES. */
export interface SentMail {
  readonly messageId: string;
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly html?: string | undefined;
  readonly text?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet?: string | undefined;
  /** Files that came along, of which the content is text. */
  readonly attachments?: readonly { readonly fileName: string; readonly contentType: string; readonly content: string }[];
  readonly fate: MailFate;
  /** Where the links lead that go over an address of SES, in their order. @default - none does */
  readonly links?: readonly WatchedLink[];
}

/** A link that SES tells of, and what the mail says of it. */
export interface WatchedLink {
  readonly url: string;
  readonly tags: Readonly<Record<string, readonly string[]>> | null;
}

/** The bare address in `Name <address>`, in lower case. */
export function addressIn(mailbox: string): string {
  return (/<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim().toLowerCase();
}
