import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import styles from './field.module.css';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** Which keyboard a phone shows. @default 'text' */
  readonly kind?: 'text' | 'tel' | 'email' | 'search' | 'date' | 'time';
  /** What is wrong with it, and what to do. @default - nothing */
  readonly fault?: string | undefined;
  /** Several lines. @default false */
  readonly isLong?: boolean;
  readonly isFocused?: boolean;
  readonly autoComplete?: string;
  readonly maxLength?: number;
  /** Of a date: the first one that may be chosen. @default - any */
  readonly min?: string;
}

/** A question with its answer. A fault is said under it, and to those who do not see it. */
export function Field({
  label,
  value,
  onInput,
  kind = 'text',
  fault,
  isLong = false,
  isFocused = false,
  autoComplete = 'off',
  maxLength,
  min,
}: FieldProps) {
  const id = useId();
  const input = useRef<HTMLElement>(null);
  // The attribute works on a page that is loaded, and not on one that is drawn.
  useLayoutEffect(() => {
    if (isFocused) input.current?.focus();
  }, []);
  const common = {
    id,
    value,
    autoComplete,
    class: styles.input,
    'aria-invalid': fault !== undefined,
    'aria-describedby': fault === undefined ? undefined : `${id}-fault`,
    onInput: ({ currentTarget }: { currentTarget: { value: string } }) => onInput(currentTarget.value),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(min === undefined ? {} : { min }),
  };
  return (
    <div class={styles.field}>
      <label for={id}>{label}</label>
      {isLong ? <textarea ref={input as never} rows={3} {...common} /> : <input ref={input as never} type={kind} {...common} />}
      {fault === undefined ? null : (
        <p class={styles.fault} id={`${id}-fault`} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
