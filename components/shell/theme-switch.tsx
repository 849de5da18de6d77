import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { switchClasses } from './switch-classes';
import { ThemeOption } from './theme-option';

const THEMES = [
  { name: 'light', Icon: Sun },
  { name: 'dark', Icon: Moon },
  { name: 'system', Icon: Monitor },
] as const;

/** Light, dark, or the setting of the device. */
export function ThemeSwitch({ className }: { className?: string }) {
  const t = useTranslations('shell.theme');
  return (
    <fieldset aria-label={t('label')} className={cn(switchClasses, className)}>
      {THEMES.map(({ name, Icon }) => (
        <ThemeOption key={name} theme={name} label={t(name)}>
          <Icon aria-hidden className="size-4.5" />
        </ThemeOption>
      ))}
    </fieldset>
  );
}
