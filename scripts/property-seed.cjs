// Properties meet the same examples at each run, so that a change is judged on itself alone; others are met by
// `npm run explore`, and by setting PROPERTY_SEED.
const fc = require('fast-check')

// A property's lengths are drawn up to what it states; fast-check would keep to some ten above the least.
fc.configureGlobal({
  defaultSizeToMaxWhenMaxSpecified: true,
  seed: Number(process.env.PROPERTY_SEED ?? 2017)
})
