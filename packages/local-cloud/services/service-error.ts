import type { z } from 'zod';
import type { Answer } from './service.ts';

/** An error that a caller sees as the AWS exception of this type. */
export class ServiceError extends Error {
  readonly type: string;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    type: string,
    message: string,
    options: {
      readonly status?: number;
      readonly details?: Readonly<Record<string, unknown>>;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.name = type.split('#').at(-1) ?? type;
    this.type = type;
    this.status = options.status ?? 400;
    this.details = options.details ?? {};
    this.headers = options.headers ?? {};
  }
}

// The JSON protocols read `__type` and `message`; the REST protocol of SES reads the header.
export function answerOf(error: ServiceError): Answer {
  return {
    status: error.status,
    body: { __type: error.type, message: error.message, ...error.details },
    headers: { 'x-amzn-errortype': error.name, ...error.headers },
  };
}

/** Parses a call's input; what does not fit is the caller's ValidationException. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown, type = 'ValidationException'): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`);
  throw new ServiceError(type, issues.join('; '));
}

export function unknownOperation(service: string, operation: string): ServiceError {
  return new ServiceError('UnknownOperationException', `the local ${service} has no operation ${operation}`);
}
