declare module 'mjml' {
  interface MjmlResult {
    html: string;
    errors: { message: string; formattedMessage: string }[];
  }
  export default function mjml2html(
    source: string,
    options: {
      validationLevel: 'strict' | 'soft' | 'skip';
      fonts?: Record<string, string>;
      ignoreIncludes?: boolean;
      keepComments?: boolean;
    },
  ): Promise<MjmlResult>;
}
