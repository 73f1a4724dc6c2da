package sandbox

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
)

// painting draws the n-th of small pictures that can be told apart: a sky, a sun, hills, in colours of their own.
func painting(n int) ([]byte, error) {
	const w, h = 480, 320
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	hue := math.Mod(float64(n)*0.381966, 1) // the golden angle keeps neighbours apart
	sunX, sunY, sunR := float64(90+n*67%300), float64(60+n*41%80), float64(26+n*13%24)
	sun, hills := tint(math.Mod(hue+0.45, 1), 0.75, 0.97), [3]color.RGBA{}
	var tops [3][w]float64
	for i := range hills {
		hills[i] = tint(math.Mod(hue+0.18+0.06*float64(i), 1), 0.5, 0.62-0.16*float64(i))
		for x := range w {
			tops[i][x] = 170 + 45*float64(i) + 26*math.Sin(float64(x)/(60+20*float64(i))+float64(n*(i+2)))
		}
	}
	for y := range h {
		sky := tint(hue, 0.45, 0.92-0.35*float64(y)/h)
		for x := range w {
			c := sky
			if dx, dy := float64(x)-sunX, float64(y)-sunY; dx*dx+dy*dy < sunR*sunR {
				c = sun
			}
			for i, hill := range hills {
				if float64(y) > tops[i][x] {
					c = hill
				}
			}
			img.SetRGBA(x, y, c)
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 82}); err != nil {
		return nil, fmt.Errorf("paint picture: %w", err)
	}
	return out.Bytes(), nil
}

// tint is a colour by hue, saturation and value, each from 0 to 1.
func tint(h, s, v float64) color.RGBA {
	part := func(shift float64) uint8 {
		k := math.Mod(shift+h*6, 6)
		return uint8(255 * (v - v*s*math.Max(0, math.Min(math.Min(k, 4-k), 1))))
	}
	return color.RGBA{part(5), part(3), part(1), 255}
}
