// mailparser comes without types; this is the part of it that the local SES uses.
declare module 'mailparser' {
  interface AddressList {
    readonly value: readonly { readonly address?: string; readonly name: string }[];
    readonly text: string;
  }
  interface ParsedMail {
    readonly from?: AddressList;
    readonly to?: AddressList | readonly AddressList[];
    readonly cc?: AddressList | readonly AddressList[];
    readonly bcc?: AddressList | readonly AddressList[];
    readonly replyTo?: AddressList;
    readonly subject?: string;
    readonly text?: string;
    readonly html?: string | false;
    readonly headerLines: readonly { readonly key: string; readonly line: string }[];
  }
  export function simpleParser(source: Buffer): Promise<ParsedMail>;
}
