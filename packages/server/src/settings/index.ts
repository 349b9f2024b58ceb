export { flagOf, SETTING_DEFINITIONS, type SettingDefinition, type SettingKey } from './definitions.ts';
export {
  CONFIG_FILE,
  type FeedSpeed,
  type PortSetting,
  readSettings,
  SettingError,
  type Settings,
} from './settings.ts';
