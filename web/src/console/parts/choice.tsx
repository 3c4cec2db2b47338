import { useId } from 'preact/hooks';
import styles from './choice.module.css';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly values: readonly Value[];
  readonly words: Readonly<Record<Value, string>>;
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

/** One of a few, all in sight. */
export function Choice<Value extends string>({ label, values, words, chosen, onChoose }: ChoiceProps<Value>) {
  const options = values.map((value) => ({ value, name: words[value] }));
  return <Options kind="radio" label={label} options={options} chosen={[chosen]} onChange={onChoose} />;
}

interface ChoicesProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly name: string }[];
  readonly chosen: readonly Value[];
  readonly onChoose: (values: readonly Value[]) => void;
}

/** Any of a few, or none, all in sight. */
export function Choices<Value extends string>({ label, options, chosen, onChoose }: ChoicesProps<Value>) {
  const change = (value: Value, isChosen: boolean) => onChoose(isChosen ? [...chosen, value] : chosen.filter((one) => one !== value));
  return <Options kind="checkbox" label={label} options={options} chosen={chosen} onChange={change} />;
}

interface OptionsProps<Value extends string> extends Omit<ChoicesProps<Value>, 'onChoose'> {
  readonly kind: 'radio' | 'checkbox';
  readonly onChange: (value: Value, isChosen: boolean) => void;
}

function Options<Value extends string>({ kind, label, options, chosen, onChange }: OptionsProps<Value>) {
  const group = useId();
  return (
    <fieldset class={styles.choice}>
      <legend>{label}</legend>
      <div class={styles.options}>
        {options.map(({ value, name }) => (
          <label key={value} class={styles.option}>
            <input
              type={kind}
              name={group}
              checked={chosen.includes(value)}
              onChange={({ currentTarget }) => onChange(value, currentTarget.checked)}
            />
            <span>{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
