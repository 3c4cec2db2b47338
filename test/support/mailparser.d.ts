declare module 'mailparser' {
  interface Addresses {
    readonly text: string;
    readonly value: readonly { readonly address: string; readonly name: string }[];
  }
  export interface ParsedMail {
    readonly headers: ReadonlyMap<string, unknown>;
    readonly subject?: string;
    readonly from?: Addresses;
    readonly to?: Addresses | readonly Addresses[];
    readonly cc?: Addresses;
    readonly bcc?: Addresses;
  }
  export function simpleParser(source: string): Promise<ParsedMail>;
}
