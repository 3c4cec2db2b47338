import { Logger } from '@aws-lambda-powertools/logger';
import { PheuError } from './errors.ts';
import { mapStackTraces } from './stack-traces.ts';

/** One structured line per decision: ids, enums and counts only; never an e-mail address, phone, name or free text. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined | readonly string[]>>;

export interface Log {
  info(message: string, fields?: LogFields): void;
  /** What settles by itself, such as a try that failed and comes back; `describeError` gives the fields of an error. */
  warn(message: string, fields?: LogFields): void;
  /** What a person has to act on: every such line rings the alarm `errors`. */
  error(message: string, error: unknown, fields?: LogFields): void;
}

/**
 * What may be told of an error. The message of a foreign error is left out: AWS and parsers quote the input in it,
 * and the input is personal data.
 */
export function describeError(error: unknown): LogFields {
  if (error instanceof PheuError)
    return { error: error.code, reason: error.message, cause: error.cause instanceof Error ? nameOf(error.cause) : undefined };
  if (error instanceof Error)
    return {
      error: error.name,
      at: (error.stack ?? '')
        .split('\n')
        .find((line) => line.includes(' at '))
        ?.trim(),
    };
  return { error: typeof error };
}

/** Our own errors go by their code: bundles shorten the names of our classes. */
const nameOf = (error: Error): string => (error instanceof PheuError ? error.code : error.name);

export function createLog(service: string): Log {
  mapStackTraces(import.meta.url);
  const logger = new Logger({ serviceName: service });
  return {
    info: (message, fields = {}) => logger.info(message, { ...fields }),
    warn: (message, fields = {}) => logger.warn(message, { ...fields }),
    error: (message, error, fields = {}) => logger.error(message, { ...fields, ...describeError(error) }),
  };
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };
