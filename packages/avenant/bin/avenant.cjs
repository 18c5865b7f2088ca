#!/usr/bin/env node
require('../dist/cli/avenant.js')
