import type { ComponentProps, CSSProperties } from 'react';
import { cn } from './cn';

type SliderProps = Omit<
  ComponentProps<'input'>,
  'type' | 'min' | 'max' | 'step' | 'value' | 'onChange' | 'style'
> & {
  min: number;
  max: number;
  step: number;
  value: number;
  onValueChange: (value: number) => void;
};

/** A value between two others, by thumb or by the arrow keys. For exact values a field stands beside it. */
export function Slider({ value, min, max, onValueChange, className, ...props }: SliderProps) {
  const filled = max > min ? (Math.max(0, value - min) / (max - min)) * 100 : 0;
  return (
    <input
      {...props}
      type="range"
      min={min}
      max={max}
      value={value}
      onChange={(event) => onValueChange(event.target.valueAsNumber)}
      className={cn('slider', className)}
      style={{ '--filled': `${filled}%` } as CSSProperties}
    />
  );
}
